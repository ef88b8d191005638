//! How much memory a process holds, read from the system. Where the system doesn't tell, it is zero.

use std::fs;

/// The unit of the system's figures, in bytes.
const KIBIBYTE: usize = 1_024;

/// The resident memory of this process, in bytes.
pub fn resident() -> usize {
    of_process("self", "VmRSS:")
}

/// The most that was ever resident of this process, in bytes.
pub fn most_resident() -> usize {
    of_process("self", "VmHWM:")
}

/// The resident memory of another process, in bytes.
#[cfg(all(feature = "discord", target_os = "linux"))]
pub fn resident_of(process: u32) -> usize {
    of_process(&process.to_string(), "VmRSS:")
}

fn of_process(process: &str, name: &str) -> usize {
    let status = fs::read_to_string(format!("/proc/{process}/status")).unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix(name)).unwrap_or_default();
    let kibibytes: usize = line.trim().trim_end_matches(" kB").trim().parse().unwrap_or_default();
    kibibytes * KIBIBYTE
}

/// How much more is resident now, for each of so many facts, in bytes.
pub fn grown_for_each(before: usize, n_facts: usize) -> f64 {
    resident().saturating_sub(before) as f64 / n_facts as f64
}
