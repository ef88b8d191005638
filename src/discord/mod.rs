//! The only folder that names serenity.
