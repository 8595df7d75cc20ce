//! The committed TypeScript types are those of the Rust ones.

use std::{env, fs, path::Path};

#[test]
fn the_committed_types_are_what_the_code_says() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../ui/src/ipc/bindings.ts");
    let made = damson_desk::bindings::bindings();
    if env::var_os("DAMSON_WRITE_TYPES").is_some() {
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        fs::write(&file, made).unwrap();
        return;
    }
    let kept = fs::read_to_string(&file).unwrap().replace("\r\n", "\n");
    assert!(
        kept == made,
        "ui/src/ipc/bindings.ts is stale: run `cargo xtask types`"
    );
}
