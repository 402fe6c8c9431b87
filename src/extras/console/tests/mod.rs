pub(crate) mod admins;
mod plans;
mod users;
