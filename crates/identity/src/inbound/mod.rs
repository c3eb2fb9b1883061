//! How identity is reached: browsers and clients over HTTP, the sign-up saga over gRPC, and the clock.

pub mod grpc;
pub mod http;
pub mod workers;
