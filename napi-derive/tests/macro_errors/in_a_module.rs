//! In a marked `mod` the attribute is known without an import; what is wrong there is reported.

use napi_derive::napi;

#[napi]
mod geometry {
    #[napi]
    fn area(side: f64) -> f64 {
        side * side
    }

    #[napi]
    struct Square {
        #[napi]
        side: f64,
    }

    #[napi]
    impl Square {
        #[napi]
        fn area(&self) -> f64 {
            area(self.side)
        }
    }

    #[napi]
    fn name(text: &String) -> usize {
        text.len()
    }
}

fn main() {}
