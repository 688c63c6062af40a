//! Brotli, both ways.

use super::codec::{Codec, Failure, Step};
use brotli::enc::StandardAlloc;
use brotli::enc::backward_references::BrotliEncoderMode as Mode;
use brotli::enc::encode::{BrotliEncoderOperation as Operation, BrotliEncoderStateStruct};
use brotli::{BrotliDecompressStream, BrotliResult, BrotliState};

const FINISH: u32 = 2;

/// The numbers of parameters and their values.
pub type Parameters = Vec<(u32, u32)>;

/// A compressor.
pub struct Compressor {
    state: BrotliEncoderStateStruct<StandardAlloc>,
    parameters: Parameters,
    dictionary: Vec<u8>,
}

impl Compressor {
    /// A compressor with these parameters; `None` when one of them is none of Brotli's.
    pub fn new(parameters: Parameters, dictionary: Vec<u8>) -> Option<Compressor> {
        let state = begin_compressing(&parameters, &dictionary)?;
        Some(Compressor { state, parameters, dictionary })
    }
}

fn begin_compressing(
    parameters: &Parameters,
    dictionary: &[u8],
) -> Option<BrotliEncoderStateStruct<StandardAlloc>> {
    let mut state = BrotliEncoderStateStruct::new(StandardAlloc::default());
    let chosen = &mut state.params;
    for &(number, value) in parameters {
        match number {
            0 => {
                chosen.mode = match value {
                    1 => Mode::BROTLI_MODE_TEXT,
                    2 => Mode::BROTLI_MODE_FONT,
                    _ => Mode::BROTLI_MODE_GENERIC,
                }
            }
            1 => chosen.quality = value as i32,
            2 => chosen.lgwin = value as i32,
            3 => chosen.lgblock = value as i32,
            4 if value > 1 => return None,
            4 => chosen.disable_literal_context_modeling = value as i32,
            5 => chosen.size_hint = value as usize,
            6 => chosen.large_window = value != 0,
            // Hints about distances that this library chooses for itself.
            7 | 8 => {}
            _ => return None,
        }
    }
    if !dictionary.is_empty() {
        state.set_custom_dictionary(dictionary.len(), dictionary);
    }
    Some(state)
}

impl Codec for Compressor {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step {
        let operation = match flush {
            0 => Operation::BROTLI_OPERATION_PROCESS,
            1 => Operation::BROTLI_OPERATION_FLUSH,
            3 => Operation::BROTLI_OPERATION_EMIT_METADATA,
            _ => Operation::BROTLI_OPERATION_FINISH,
        };
        let (mut available_in, mut available_out) = (input.len(), output.len());
        let mut step = Step::default();
        let done = self.state.compress_stream(
            operation,
            &mut available_in,
            input,
            &mut step.consumed,
            &mut available_out,
            output,
            &mut step.produced,
            &mut None,
            &mut |_, _, _, _| (),
        );
        if !done {
            step.failure =
                Some(Failure::new("Compression failed", "ERR_BROTLI_COMPRESSION_FAILED", -1));
        }
        step
    }

    fn reset(&mut self) -> Result<(), Failure> {
        if let Some(state) = begin_compressing(&self.parameters, &self.dictionary) {
            self.state = state;
        }
        Ok(())
    }
}

type State = BrotliState<StandardAlloc, StandardAlloc, StandardAlloc>;

/// A decompressor.
pub struct Decompressor {
    state: State,
    large_window: bool,
    dictionary: Vec<u8>,
    finished: bool,
}

impl Decompressor {
    /// A decompressor with these parameters; `None` when one of them is none of Brotli's.
    pub fn new(parameters: &Parameters, dictionary: Vec<u8>) -> Option<Decompressor> {
        let mut large_window = false;
        for (number, value) in parameters {
            match number {
                // How the memory grows.
                0 => {}
                1 => large_window = *value != 0,
                _ => return None,
            }
        }
        let state = begin_decompressing(large_window, &dictionary);
        Some(Decompressor { state, large_window, dictionary, finished: false })
    }
}

fn begin_decompressing(large_window: bool, dictionary: &[u8]) -> State {
    let alloc = StandardAlloc::default;
    let mut state = if dictionary.is_empty() {
        State::new_strict(alloc(), alloc(), alloc())
    } else {
        State::new_with_custom_dictionary(alloc(), alloc(), alloc(), dictionary.to_vec().into())
    };
    state.large_window = large_window;
    state
}

impl Codec for Decompressor {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step {
        let mut step = Step::default();
        if self.finished {
            return step;
        }
        let (mut available_in, mut available_out) = (input.len(), output.len());
        let result = BrotliDecompressStream(
            &mut available_in,
            &mut step.consumed,
            input,
            &mut available_out,
            &mut step.produced,
            output,
            &mut 0,
            &mut self.state,
        );
        step.failure = match result {
            BrotliResult::ResultSuccess => {
                self.finished = true;
                None
            }
            BrotliResult::NeedsMoreInput if flush == FINISH => Some(Failure::unexpected_end()),
            BrotliResult::NeedsMoreInput | BrotliResult::NeedsMoreOutput => None,
            BrotliResult::ResultFailure => Some(failure(&self.state)),
        };
        step
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.state = begin_decompressing(self.large_window, &self.dictionary);
        self.finished = false;
        Ok(())
    }
}

/// What the library found, as C's library names and numbers it.
fn failure(state: &State) -> Failure {
    let name = format!("{:?}", state.error_code);
    let name = name.strip_prefix("BROTLI_DECODER").unwrap_or(&name);
    Failure {
        message: "Decompression failed".into(),
        code: format!("ERR_{name}").into(),
        number: state.error_code as i32,
    }
}
