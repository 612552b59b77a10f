//! The peer `tiktoken-rs`.

#[macro_use]
#[path = "../../shim.rs"]
mod shim;

fn encoding() -> &'static tiktoken_rs::CoreBPE {
    tiktoken_rs::o200k_base_singleton()
}

peer!(|text| encoding().count_ordinary(text), |text| encoding().encode_ordinary(text));
