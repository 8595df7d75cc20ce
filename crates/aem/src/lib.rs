//! aem
