//! The peer `goliajp`.

#[macro_use]
#[path = "../../shim.rs"]
mod shim;

fn encoding() -> &'static tiktoken::CoreBpe {
    tiktoken::get_encoding("o200k_base").expect("built in")
}

peer!(|text| encoding().count(text), |text| encoding().encode(text));
