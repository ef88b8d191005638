use factdesk::check::*;
fn main(){ let l=factdesk::knowledge::load(std::path::Path::new("knowledge")); let t=std::fs::read_to_string("/work/shared/article/article.txt").unwrap(); let t2=std::fs::read_to_string("/work/shared/article/sentences.tsv").unwrap();
let (t,_)=SourceText::read(std::path::Path::new("x"),&t); let (t2,p)=SourceText::read(std::path::Path::new("x"),&t2); assert_eq!(t,t2); assert!(p.is_empty());
let f=Fingerprint::of("golan-feature",&t); eprintln!("{}",f.write().len()); for p in hold_against_sources(&l,&[f],&factdesk::text::Analyzer::english()) { println!("{p}"); } }
