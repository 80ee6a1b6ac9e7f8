// MKL runs its fastest kernels only where this says that the processor is its maker's own. To answer for it, with
// LD_PRELOAD, is supported by nobody; it shows what PyTorch could do here.
int mkl_serv_intel_cpu_true(void) { return 1; }
