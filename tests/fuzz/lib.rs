//! Only the test beside this is of interest: see `cargo xtask fuzz`.
