//! dev only
use factdesk::{answer::*, knowledge::load};
use std::io::*;
use std::sync::Arc;
fn main() {
    let loaded = load(std::path::Path::new(&std::env::args().nth(1).unwrap()));
    let t = std::time::Instant::now();
    let e = Engine::new(Arc::new(loaded.knowledge), Thresholds::default());
    eprintln!("load {:?}", t.elapsed());
    let k = e.knowledge().clone();
    println!("{}", serde_json::json!({"names": PART_NAMES.to_vec()}));
    let t = std::time::Instant::now();
    let mut n = 0;
    for line in stdin().lock().lines() {
        let line = line.unwrap();
        let v: serde_json::Value = serde_json::from_str(&line).unwrap();
        n += 1;
        let ev = e.evidence(v["q"].as_str().unwrap());
        let c: Vec<_> = ev.iter().take(6).map(|(f,x)| { let f=k.fact(*f).unwrap(); serde_json::json!({"id": f.id, "c": f.cites.iter().map(|c| format!("p{}.s{}",c.paragraph,c.sentence)).collect::<Vec<_>>(), "x": x.0.to_vec()})}).collect();
        println!("{}", serde_json::json!({"c": c}));
    }
    eprintln!("{} us/q", t.elapsed().as_micros() as usize / n.max(1));
}
