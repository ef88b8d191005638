//! How much memory the process holds, as the system counts it.

use std::fs;

/// Where Linux tells it; other systems have no such file.
const STATUS: &str = "/proc/self/status";
/// Begins the line with the resident memory.
const RESIDENT: &str = "VmRSS:";
/// The unit of that line, in bytes.
const KIBIBYTE: u64 = 1_024;

/// The resident memory in bytes; `None` where the system does not tell.
pub(super) fn resident() -> Option<u64> {
    read(&fs::read_to_string(STATUS).ok()?)
}

fn read(status: &str) -> Option<u64> {
    let line = status.lines().find_map(|line| line.strip_prefix(RESIDENT))?;
    let kibibytes: u64 = line.trim().strip_suffix("kB")?.trim().parse().ok()?;
    kibibytes.checked_mul(KIBIBYTE)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_is_found_and_read() {
        assert_eq!(read("Name:\tfactdesk\nVmHWM:\t   9000 kB\nVmRSS:\t   8192 kB\nThreads:\t4\n"), Some(8_388_608));
        for odd in ["", "VmRSS:\tmuch\n", "VmRSS:\t12 pages\n", "Name:\tVmRSS: 5 kB\n"] {
            assert_eq!(read(odd), None, "{odd}");
        }
    }
}
