//! What the product promises, as stories.

mod actions;
mod status;
