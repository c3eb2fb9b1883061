//! A kernel that lacks something.

use std::collections::BTreeMap;

use nix::libc;
use seccompiler::{BpfProgram, SeccompAction, SeccompFilter};

/// Makes a system call look as if this kernel did not have it, to this thread and to all that it starts. It cannot be
/// undone.
pub fn hide_system_call(call: libc::c_long) {
    let rules = BTreeMap::from([(call, Vec::new())]);
    let unknown = SeccompAction::Errno(libc::ENOSYS.unsigned_abs());
    let arch = std::env::consts::ARCH.try_into().expect("a known processor");
    let filter = SeccompFilter::new(rules, SeccompAction::Allow, unknown, arch).expect("a sound filter");
    let program: BpfProgram = filter.try_into().expect("a short filter");
    seccompiler::apply_filter(&program).expect("a kernel with seccomp");
}
