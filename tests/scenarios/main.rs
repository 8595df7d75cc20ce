//! What the product promises, as stories.

mod actions;
mod offline;
mod races;
mod restart;
mod saving;
mod status;
mod together;
mod transfers;
mod upload_here;
