//! Characters become terms. Knows no facts.
