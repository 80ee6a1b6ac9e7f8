import Foundation

/// The system's own words for an error of Foundation, in one short line.
package func plainReason(_ error: any Error) -> String {
  let error = error as NSError
  if let cause = error.userInfo[NSUnderlyingErrorKey] as? NSError, cause.domain == NSPOSIXErrorDomain {
    return plainReason(cause)
  }
  if error.domain == NSPOSIXErrorDomain {
    return String(cString: strerror(Int32(error.code))).lowercased()
  }
  switch CocoaError.Code(rawValue: error.code) {
  case .fileReadNoPermission, .fileWriteNoPermission: return "permission denied"
  case .fileReadNoSuchFile, .fileNoSuchFile: return "no such file"
  case .fileWriteOutOfSpace: return "no space left"
  case .fileWriteVolumeReadOnly: return "the file system is read-only"
  case .fileWriteFileExists: return "a file of that name is there already"
  case .fileWriteUnknown: return "the system refuses to write it"
  default: return error.localizedDescription
  }
}
