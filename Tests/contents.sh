# For other scripts to read in: what a store holds, as text that two stores of the same runs have alike.

# Everything that a run's trial decides; numbers of rows, times and dates are its accidents.
contents() {
  sqlite3 "$1" "
    SELECT kind, identity, result, epoch, step, json FROM run JOIN outcome ON run = id ORDER BY kind, identity;
    SELECT kind, identity, lines.epoch, format('%!.17g %!.17g %!.17g', training_loss, test_loss, test_accuracy)
    FROM run JOIN epoch AS lines ON run = id ORDER BY kind, identity, lines.epoch;"
}
