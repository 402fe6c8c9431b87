pub(crate) mod admins;
