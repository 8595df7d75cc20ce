//! An AEM-compatible server.
