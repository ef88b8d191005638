//! Which facts could be meant, best first.
