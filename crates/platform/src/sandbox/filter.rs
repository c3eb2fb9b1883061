//! The system calls a jailed program may not make.
//!
//! Landlock guards files; this list takes away what it does not see: sockets, changes of mode,
//! owner, times and attributes, links, debugging, new namespaces, kernel interfaces with a large
//! attack surface, and every way to leave the process group by which a task is ended.

use std::collections::BTreeMap;

use nix::libc;
use seccompiler::{
    BpfProgram, SeccompAction, SeccompCmpArgLen, SeccompCmpOp, SeccompCondition, SeccompFilter, SeccompRule,
};

/// Calls that exist under the same name on every architecture we build for.
#[rustfmt::skip]
const DENIED: &[i64] = &[
    // Network
    libc::SYS_socket, libc::SYS_socketpair, libc::SYS_connect, libc::SYS_bind, libc::SYS_listen,
    libc::SYS_accept, libc::SYS_accept4, libc::SYS_sendto, libc::SYS_sendmsg, libc::SYS_sendmmsg,
    // Mode, owner, times, attributes, length by path
    libc::SYS_fchmod, libc::SYS_fchmodat, libc::SYS_fchmodat2, libc::SYS_fchown,
    libc::SYS_fchownat, libc::SYS_utimensat, libc::SYS_setxattr, libc::SYS_lsetxattr,
    libc::SYS_fsetxattr, libc::SYS_removexattr, libc::SYS_lremovexattr, libc::SYS_fremovexattr,
    libc::SYS_truncate,
    // Links and devices: a link in out/ would make the reader of the results open another file
    libc::SYS_symlinkat, libc::SYS_linkat, libc::SYS_mknodat,
    // Other processes
    libc::SYS_ptrace, libc::SYS_process_vm_readv, libc::SYS_process_vm_writev, libc::SYS_kill,
    libc::SYS_tkill, libc::SYS_rt_sigqueueinfo, libc::SYS_rt_tgsigqueueinfo,
    libc::SYS_pidfd_open, libc::SYS_pidfd_getfd, libc::SYS_pidfd_send_signal,
    libc::SYS_setpgid, libc::SYS_setsid,
    // Mounts and namespaces
    libc::SYS_mount, libc::SYS_umount2, libc::SYS_pivot_root, libc::SYS_chroot,
    libc::SYS_move_mount, libc::SYS_open_tree, libc::SYS_fsopen, libc::SYS_fsmount,
    libc::SYS_fsconfig, libc::SYS_fspick, libc::SYS_mount_setattr, libc::SYS_unshare,
    libc::SYS_setns, libc::SYS_name_to_handle_at, libc::SYS_open_by_handle_at,
    // Kernel interfaces
    libc::SYS_bpf, libc::SYS_perf_event_open, libc::SYS_userfaultfd, libc::SYS_keyctl,
    libc::SYS_add_key, libc::SYS_request_key, libc::SYS_io_uring_setup, libc::SYS_io_uring_enter,
    libc::SYS_io_uring_register, libc::SYS_kexec_load, libc::SYS_init_module,
    libc::SYS_finit_module, libc::SYS_delete_module, libc::SYS_swapon, libc::SYS_swapoff,
    libc::SYS_reboot, libc::SYS_acct, libc::SYS_quotactl, libc::SYS_sethostname,
    libc::SYS_setdomainname, libc::SYS_settimeofday, libc::SYS_clock_settime,
    libc::SYS_adjtimex, libc::SYS_clock_adjtime, libc::SYS_personality,
];

/// The older names that only the first architectures carry.
#[rustfmt::skip]
#[cfg(target_arch = "x86_64")]
const DENIED_HERE: &[i64] = &[
    libc::SYS_chmod, libc::SYS_chown, libc::SYS_lchown, libc::SYS_utime, libc::SYS_utimes,
    libc::SYS_futimesat, libc::SYS_symlink, libc::SYS_link, libc::SYS_mknod,
    libc::SYS_kexec_file_load, libc::SYS_iopl, libc::SYS_ioperm, libc::SYS_modify_ldt,
];
#[cfg(not(target_arch = "x86_64"))]
const DENIED_HERE: &[i64] = &[];

/// Calls newer than the C library's headers: `setxattrat`, `removexattrat`, `file_setattr`,
/// `open_tree_attr`. Since Linux 5.1 a number is the same on all architectures.
const DENIED_NEW: &[i64] = &[463, 466, 467, 469];

/// The bit of the x32 calling convention. Its calls have numbers of their own and would pass.
#[cfg(target_arch = "x86_64")]
const X32: i64 = 0x4000_0000;

const NEW_NAMESPACES: [libc::c_int; 7] = [
    libc::CLONE_NEWUSER,
    libc::CLONE_NEWNS,
    libc::CLONE_NEWPID,
    libc::CLONE_NEWNET,
    libc::CLONE_NEWIPC,
    libc::CLONE_NEWUTS,
    libc::CLONE_NEWCGROUP,
];

/// Installs both filters on the calling thread. The process has only this one.
pub(super) fn install() -> Result<(), String> {
    apply(clone3_rules(), libc::ENOSYS)?;
    apply(denied_rules()?, libc::EPERM)
}

fn apply(rules: BTreeMap<i64, Vec<SeccompRule>>, errno: libc::c_int) -> Result<(), String> {
    let program = compile(rules, errno).map_err(|e| format!("the call filter is wrong: {e}"))?;
    seccompiler::apply_filter(&program).map_err(|e| format!("seccomp was refused: {e}"))
}

fn compile(
    rules: BTreeMap<i64, Vec<SeccompRule>>,
    errno: libc::c_int,
) -> Result<BpfProgram, seccompiler::BackendError> {
    SeccompFilter::new(
        rules,
        SeccompAction::Allow,
        SeccompAction::Errno(errno.unsigned_abs()),
        std::env::consts::ARCH.try_into()?,
    )?
    .try_into()
}

/// `clone3` hides its flags behind a pointer: answered with "unknown call", so that the C library
/// falls back to `clone`, whose flags a filter can read.
fn clone3_rules() -> BTreeMap<i64, Vec<SeccompRule>> {
    BTreeMap::from([(libc::SYS_clone3, Vec::new())])
}

fn denied_rules() -> Result<BTreeMap<i64, Vec<SeccompRule>>, String> {
    let mut rules: BTreeMap<i64, Vec<SeccompRule>> =
        [DENIED, DENIED_HERE, DENIED_NEW].concat().into_iter().map(|call| (call, Vec::new())).collect();
    let wrong = |e| format!("the call filter is wrong: {e}");
    rules.insert(libc::SYS_clone, new_namespace_rules().map_err(wrong)?);
    // Both are needed on oneself: by abort() and by the start-up code of the C library.
    let own_pid = u64::from(std::process::id());
    rules.insert(libc::SYS_tgkill, vec![differs_from(own_pid).map_err(wrong)?]);
    rules.insert(libc::SYS_prlimit64, vec![differs_from(0).map_err(wrong)?]);
    deny_x32(&mut rules);
    Ok(rules)
}

fn new_namespace_rules() -> Result<Vec<SeccompRule>, seccompiler::BackendError> {
    NEW_NAMESPACES
        .into_iter()
        .map(|flag| {
            let flag = u64::from(flag.unsigned_abs());
            let set = SeccompCmpOp::MaskedEq(flag);
            let condition = SeccompCondition::new(0, SeccompCmpArgLen::Qword, set, flag)?;
            SeccompRule::new(vec![condition])
        })
        .collect()
}

/// The first argument is not `value`.
fn differs_from(value: u64) -> Result<SeccompRule, seccompiler::BackendError> {
    let condition = SeccompCondition::new(0, SeccompCmpArgLen::Dword, SeccompCmpOp::Ne, value)?;
    SeccompRule::new(vec![condition])
}

#[cfg(target_arch = "x86_64")]
fn deny_x32(rules: &mut BTreeMap<i64, Vec<SeccompRule>>) {
    let common: Vec<i64> = rules.keys().copied().collect();
    // 512..=547 are the calls that exist only in that convention.
    let all = common.into_iter().chain(512..=547).chain([libc::SYS_clone3]);
    rules.extend(all.map(|call| (call | X32, Vec::new())).collect::<Vec<_>>());
}

#[cfg(not(target_arch = "x86_64"))]
fn deny_x32(_rules: &mut BTreeMap<i64, Vec<SeccompRule>>) {}
