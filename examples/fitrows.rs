//! dev only: rows on stdin "y w x..." fold in arg; prints tables
use factdesk::{answer::*, check::fit::*};
use std::io::*;
fn main() {
    let mut train = Vec::new();
    let mut test = Vec::new();
    for l in stdin().lock().lines() {
        let l = l.unwrap();
        let v: Vec<f32> = l.split(' ').map(|x| x.parse().unwrap()).collect();
        let mut parts = [0.0; N_PARTS];
        parts.copy_from_slice(&v[2..2 + N_PARTS]);
        if v[1] > 0.0 { train.push(Row { parts, is_right: v[0] > 0.5, weight: v[1] }) } else { test.push(parts) }
    }
    let c = fit(&train);
    if std::env::args().nth(1).is_some() {
        print!("{c}");
    } else {
        for p in test {
            println!("{}", c.confidence(&Evidence(p)).0);
        }
    }
}
