//! Identity through its public surface: HTTP as browsers and programs send it, gRPC as the sign-up calls it.

mod code_flow;
mod events;
mod fixture;
mod keys;
mod logout;
mod pages;
mod refresh;
mod setup;
mod sign_in;
mod user_admin;
mod users;
