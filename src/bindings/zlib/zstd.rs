//! Zstandard, both ways.

use super::codec::{Codec, Failure, Step};
use zstd_safe::zstd_sys::ZSTD_EndDirective as EndDirective;
use zstd_safe::{
    CCtx, CParameter, DCtx, DParameter, ErrorCode, InBuffer, OutBuffer, ResetDirective, Strategy,
};

const END: u32 = 2;
/// The library's number for input of another size than pledged.
const WRONG_SIZE: usize = 72;

/// The numbers of parameters and their values.
pub type Parameters = Vec<(u32, u32)>;

/// Why a stream cannot begin: a parameter that the library refuses, or its dictionary.
pub enum Refusal {
    Parameter,
    Dictionary,
    Size,
}

/// A compressor.
pub struct Compressor {
    context: CCtx<'static>,
    pledged: Option<u64>,
    begun: bool,
}

impl Compressor {
    /// A compressor with these parameters, for input of this size if it is known.
    ///
    /// # Errors
    /// When the library refuses one of them.
    pub fn new(
        parameters: &Parameters,
        pledged: Option<u64>,
        dictionary: &[u8],
    ) -> Result<Compressor, Refusal> {
        let mut context = CCtx::create();
        context.set_pledged_src_size(pledged).map_err(|_| Refusal::Size)?;
        for (number, value) in parameters {
            let parameter = compression_parameter(*number, *value).ok_or(Refusal::Parameter)?;
            context.set_parameter(parameter).map_err(|_| Refusal::Parameter)?;
        }
        if !dictionary.is_empty() {
            context.load_dictionary(dictionary).map_err(|_| Refusal::Dictionary)?;
        }
        Ok(Compressor { context, pledged, begun: false })
    }
}

fn compression_parameter(number: u32, value: u32) -> Option<CParameter> {
    Some(match number {
        100 => CParameter::CompressionLevel(value as i32),
        101 => CParameter::WindowLog(value),
        102 => CParameter::HashLog(value),
        103 => CParameter::ChainLog(value),
        104 => CParameter::SearchLog(value),
        105 => CParameter::MinMatch(value),
        106 => CParameter::TargetLength(value),
        107 => CParameter::Strategy(strategy(value)?),
        160 => CParameter::EnableLongDistanceMatching(value != 0),
        161 => CParameter::LdmHashLog(value),
        162 => CParameter::LdmMinMatch(value),
        163 => CParameter::LdmBucketSizeLog(value),
        164 => CParameter::LdmHashRateLog(value),
        200 => CParameter::ContentSizeFlag(value != 0),
        201 => CParameter::ChecksumFlag(value != 0),
        202 => CParameter::DictIdFlag(value != 0),
        400 => CParameter::NbWorkers(value),
        401 => CParameter::JobSize(value),
        402 => CParameter::OverlapSizeLog(value),
        _ => return None,
    })
}

fn strategy(number: u32) -> Option<Strategy> {
    Some(match number {
        1 => Strategy::ZSTD_fast,
        2 => Strategy::ZSTD_dfast,
        3 => Strategy::ZSTD_greedy,
        4 => Strategy::ZSTD_lazy,
        5 => Strategy::ZSTD_lazy2,
        6 => Strategy::ZSTD_btlazy2,
        7 => Strategy::ZSTD_btopt,
        8 => Strategy::ZSTD_btultra,
        9 => Strategy::ZSTD_btultra2,
        _ => return None,
    })
}

impl Codec for Compressor {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step {
        let directive = match flush {
            0 => EndDirective::ZSTD_e_continue,
            1 => EndDirective::ZSTD_e_flush,
            _ => EndDirective::ZSTD_e_end,
        };
        // Of input that comes at once the library believes its eyes, not what was pledged.
        let all_at_once = flush == END && !self.begun;
        if all_at_once && self.pledged.is_some_and(|size| size != input.len() as u64) {
            return Step { failure: Some(failure(WRONG_SIZE.wrapping_neg())), ..Step::default() };
        }
        self.begun = true;
        let (mut source, mut target) = (InBuffer::around(input), OutBuffer::around(output));
        let result = self.context.compress_stream2(&mut target, &mut source, directive);
        let (consumed, produced) = (source.pos(), target.pos());
        Step { consumed, produced, failure: result.err().map(failure) }
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.begun = false;
        self.context.reset(ResetDirective::SessionOnly).map_err(failure)?;
        self.context.set_pledged_src_size(self.pledged).map(drop).map_err(failure)
    }
}

/// A decompressor.
pub struct Decompressor {
    context: DCtx<'static>,
    /// Between frames: nothing is missing.
    complete: bool,
}

impl Decompressor {
    /// A decompressor with these parameters.
    ///
    /// # Errors
    /// When the library refuses one of them.
    pub fn new(parameters: &Parameters, dictionary: &[u8]) -> Result<Decompressor, Refusal> {
        let mut context = DCtx::create();
        for (number, value) in parameters {
            if *number != 100 {
                return Err(Refusal::Parameter);
            }
            context
                .set_parameter(DParameter::WindowLogMax(*value))
                .map_err(|_| Refusal::Parameter)?;
        }
        if !dictionary.is_empty() {
            context.load_dictionary(dictionary).map_err(|_| Refusal::Dictionary)?;
        }
        Ok(Decompressor { context, complete: false })
    }
}

impl Codec for Decompressor {
    fn step(&mut self, flush: u32, input: &[u8], output: &mut [u8]) -> Step {
        let mut step = Step::default();
        let capacity = output.len();
        let mut target = OutBuffer::around(output);
        let mut source = InBuffer::around(input);
        // Frames follow one another; anything else after one is no part of the stream.
        while !self.complete || begins_frame(&input[source.pos()..]) {
            let before = (source.pos(), target.pos());
            match self.context.decompress_stream(&mut target, &mut source) {
                Ok(missing) => self.complete = missing == 0,
                Err(error) => {
                    step.failure = Some(failure(error));
                    break;
                }
            }
            let stuck = before == (source.pos(), target.pos());
            if stuck || source.pos() == input.len() || target.pos() == capacity {
                break;
            }
        }
        (step.consumed, step.produced) = (source.pos(), target.pos());
        if step.failure.is_none() && flush == END && !self.complete && step.produced < capacity {
            step.failure = Some(Failure::unexpected_end());
        }
        step
    }

    fn reset(&mut self) -> Result<(), Failure> {
        self.complete = false;
        self.context.reset(ResetDirective::SessionOnly).map(drop).map_err(failure)
    }
}

/// The mark of a frame, or of one to be skipped.
fn begins_frame(input: &[u8]) -> bool {
    matches!(input, [0x28, 0xb5, 0x2f, 0xfd, ..] | [0x50..=0x5f, 0x2a, 0x4d, 0x18, ..])
}

/// The library's errors are numbers beneath zero.
fn failure(error: ErrorCode) -> Failure {
    let number = error.wrapping_neg() as i32;
    Failure { message: zstd_safe::get_error_name(error).into(), code: name(number).into(), number }
}

fn name(number: i32) -> &'static str {
    match number {
        10 => "ZSTD_error_prefix_unknown",
        12 => "ZSTD_error_version_unsupported",
        14 => "ZSTD_error_frameParameter_unsupported",
        16 => "ZSTD_error_frameParameter_windowTooLarge",
        20 => "ZSTD_error_corruption_detected",
        22 => "ZSTD_error_checksum_wrong",
        24 => "ZSTD_error_literals_headerWrong",
        30 => "ZSTD_error_dictionary_corrupted",
        32 => "ZSTD_error_dictionary_wrong",
        34 => "ZSTD_error_dictionaryCreation_failed",
        40 => "ZSTD_error_parameter_unsupported",
        41 => "ZSTD_error_parameter_combination_unsupported",
        42 => "ZSTD_error_parameter_outOfBound",
        44 => "ZSTD_error_tableLog_tooLarge",
        46 => "ZSTD_error_maxSymbolValue_tooLarge",
        48 => "ZSTD_error_maxSymbolValue_tooSmall",
        50 => "ZSTD_error_stabilityCondition_notRespected",
        60 => "ZSTD_error_stage_wrong",
        62 => "ZSTD_error_init_missing",
        64 => "ZSTD_error_memory_allocation",
        66 => "ZSTD_error_workSpace_tooSmall",
        70 => "ZSTD_error_dstSize_tooSmall",
        72 => "ZSTD_error_srcSize_wrong",
        74 => "ZSTD_error_dstBuffer_null",
        80 => "ZSTD_error_noForwardProgress_destFull",
        82 => "ZSTD_error_noForwardProgress_inputEmpty",
        _ => "ZSTD_error_GENERIC",
    }
}
