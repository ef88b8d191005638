//! What curators and CI run over a base.
