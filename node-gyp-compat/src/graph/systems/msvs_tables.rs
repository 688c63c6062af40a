//! Which option of `cl`, `link`, `lib`, `ml` and `rc` each of the `msvs_settings` is.
//!
//! The values are the numbers of Visual Studio's old project files, as `.gyp` files write them,
//! or the words of the new ones.

/// How a setting is said to the tool.
pub enum Form {
    /// An option for each of some values; other values say nothing.
    Flags(&'static [(&'static str, &'static str)]),
    /// The option with the text behind it, for each item of a list.
    Each(&'static str),
    /// The same for paths, which are seen from where the project would be.
    Paths(&'static str),
    /// Options as they stand.
    Words,
    /// Read where it is needed, or without use for a build by command lines.
    Elsewhere,
}

use Form::{Each, Elsewhere, Flags, Paths, Words};

pub type Table = [(&'static str, Form)];

/// `VCCLCompilerTool`, for C and C++.
#[rustfmt::skip]
pub const COMPILER: &Table = &[
    ("Optimization", Flags(&[
        ("0", "/Od"), ("1", "/O1"), ("2", "/O2"), ("3", "/Ox"),
        ("Disabled", "/Od"), ("MinSpace", "/O1"), ("MaxSpeed", "/O2"), ("Full", "/Ox"),
    ])),
    ("InlineFunctionExpansion", Each("/Ob")),
    ("DisableSpecificWarnings", Each("/wd")),
    ("StringPooling", Flags(&[("true", "/GF")])),
    ("EnableFiberSafeOptimizations", Flags(&[("true", "/GT")])),
    ("OmitFramePointers", Flags(&[("true", "/Oy"), ("false", "/Oy-")])),
    ("EnableIntrinsicFunctions", Flags(&[("true", "/Oi"), ("false", "/Oi-")])),
    ("FavorSizeOrSpeed", Flags(&[("1", "/Ot"), ("2", "/Os"), ("Speed", "/Ot"), ("Size", "/Os")])),
    ("FloatingPointModel", Flags(&[
        ("0", "/fp:precise"), ("1", "/fp:strict"), ("2", "/fp:fast"),
        ("Precise", "/fp:precise"), ("Strict", "/fp:strict"), ("Fast", "/fp:fast"),
    ])),
    ("CompileAs", Flags(&[("1", "/TC"), ("2", "/TP"), ("CompileAsC", "/TC"), ("CompileAsCpp", "/TP")])),
    ("CompileAsManaged", Flags(&[("true", "/clr"), ("1", "/clr")])),
    ("WholeProgramOptimization", Flags(&[("true", "/GL"), ("1", "/GL")])),
    ("WarningLevel", Flags(&[
        ("0", "/W0"), ("1", "/W1"), ("2", "/W2"), ("3", "/W3"), ("4", "/W4"),
        ("TurnOffAllWarnings", "/W0"), ("Level1", "/W1"), ("Level2", "/W2"), ("Level3", "/W3"),
        ("Level4", "/W4"), ("EnableAllWarnings", "/Wall"),
    ])),
    ("WarnAsError", Flags(&[("true", "/WX")])),
    ("CallingConvention", Flags(&[("0", "/Gd"), ("1", "/Gr"), ("2", "/Gz"), ("3", "/Gv")])),
    ("DebugInformationFormat", Flags(&[
        ("1", "/Z7"), ("3", "/Zi"), ("4", "/ZI"),
        ("OldStyle", "/Z7"), ("ProgramDatabase", "/Zi"), ("EditAndContinue", "/ZI"),
    ])),
    ("RuntimeTypeInfo", Flags(&[("true", "/GR"), ("false", "/GR-")])),
    ("EnableFunctionLevelLinking", Flags(&[("true", "/Gy"), ("false", "/Gy-")])),
    ("MinimalRebuild", Flags(&[("true", "/Gm")])),
    ("BufferSecurityCheck", Flags(&[("true", "/GS"), ("false", "/GS-")])),
    ("BasicRuntimeChecks", Flags(&[("1", "/RTCs"), ("2", "/RTCu"), ("3", "/RTC1")])),
    ("RuntimeLibrary", Flags(&[
        ("0", "/MT"), ("1", "/MTd"), ("2", "/MD"), ("3", "/MDd"),
        ("MultiThreaded", "/MT"), ("MultiThreadedDebug", "/MTd"),
        ("MultiThreadedDLL", "/MD"), ("MultiThreadedDebugDLL", "/MDd"),
    ])),
    ("ExceptionHandling", Flags(&[
        ("1", "/EHsc"), ("2", "/EHa"), ("true", "/EHsc"),
        ("Sync", "/EHsc"), ("Async", "/EHa"), ("SyncCThrow", "/EHs"),
    ])),
    ("DefaultCharIsUnsigned", Flags(&[("true", "/J")])),
    ("TreatWChar_tAsBuiltInType", Flags(&[("true", "/Zc:wchar_t"), ("false", "/Zc:wchar_t-")])),
    ("ForceConformanceInForLoopScope", Flags(&[("true", "/Zc:forScope"), ("false", "/Zc:forScope-")])),
    ("DisableLanguageExtensions", Flags(&[("true", "/Za")])),
    ("OpenMP", Flags(&[("true", "/openmp")])),
    ("EnablePREfast", Flags(&[("true", "/analyze")])),
    ("AdditionalOptions", Words),
    ("EnableEnhancedInstructionSet", Flags(&[
        ("1", "/arch:SSE"), ("2", "/arch:SSE2"), ("3", "/arch:AVX"), ("4", "/arch:IA32"), ("5", "/arch:AVX2"),
    ])),
    ("ForcedIncludeFiles", Each("/FI")),
    ("UndefinePreprocessorDefinitions", Each("/U")),
    ("PreprocessorDefinitions", Elsewhere),
    ("AdditionalIncludeDirectories", Elsewhere),
    ("LanguageStandard", Elsewhere),
    ("LanguageStandard_C", Elsewhere),
    ("ProgramDataBaseFileName", Elsewhere),
    ("ObjectFile", Elsewhere),
    // The build itself compiles several sources at once.
    ("MultiProcessorCompilation", Elsewhere),
    ("SuppressStartupBanner", Elsewhere),
    ("Detect64BitPortabilityProblems", Elsewhere),
    ("AdditionalUsingDirectories", Paths("/AI")),
];

/// `VCCLCompilerTool`, for C++ only, and for C only.
#[rustfmt::skip]
pub const CXX: &Table = &[("LanguageStandard", Flags(&[
    ("stdcpp14", "/std:c++14"), ("stdcpp17", "/std:c++17"), ("stdcpp20", "/std:c++20"),
    ("stdcpplatest", "/std:c++latest"),
]))];
pub const C: &Table =
    &[("LanguageStandard_C", Flags(&[("stdc11", "/std:c11"), ("stdc17", "/std:c17")]))];

#[rustfmt::skip]
const MACHINE: &[(&str, &str)] = &[
    ("1", "/MACHINE:X86"), ("3", "/MACHINE:ARM"), ("17", "/MACHINE:X64"), ("18", "/MACHINE:ARM64"),
    ("MachineX86", "/MACHINE:X86"), ("MachineX64", "/MACHINE:X64"), ("MachineARM64", "/MACHINE:ARM64"),
];

/// `VCLinkerTool`.
#[rustfmt::skip]
pub const LINKER: &Table = &[
    ("GenerateDebugInformation", Flags(&[("true", "/DEBUG")])),
    ("TargetMachine", Flags(MACHINE)),
    ("AdditionalLibraryDirectories", Paths("/LIBPATH:")),
    ("DelayLoadDLLs", Each("/DELAYLOAD:")),
    ("TreatLinkerWarningAsErrors", Flags(&[("true", "/WX"), ("false", "/WX:NO")])),
    ("ProgramDatabaseFile", Each("/PDB:")),
    ("ProfileGuidedDatabase", Each("/PGD:")),
    ("GenerateMapFile", Flags(&[("true", "/MAP")])),
    ("MapFileName", Each("/MAP:")),
    ("MapExports", Flags(&[("true", "/MAPINFO:EXPORTS")])),
    ("ModuleDefinitionFile", Paths("/DEF:")),
    ("AdditionalOptions", Words),
    ("SubSystem", Flags(&[
        ("1", "/SUBSYSTEM:CONSOLE"), ("2", "/SUBSYSTEM:WINDOWS"),
        ("Console", "/SUBSYSTEM:CONSOLE"), ("Windows", "/SUBSYSTEM:WINDOWS"),
    ])),
    ("StackReserveSize", Each("/STACK:")),
    ("TerminalServerAware", Flags(&[("1", "/TSAWARE:NO"), ("2", "/TSAWARE")])),
    ("LinkIncremental", Flags(&[
        ("1", "/INCREMENTAL:NO"), ("2", "/INCREMENTAL"), ("false", "/INCREMENTAL:NO"), ("true", "/INCREMENTAL"),
    ])),
    ("BaseAddress", Each("/BASE:")),
    ("FixedBaseAddress", Flags(&[("1", "/FIXED:NO"), ("2", "/FIXED")])),
    ("RandomizedBaseAddress", Flags(&[("1", "/DYNAMICBASE:NO"), ("2", "/DYNAMICBASE")])),
    ("DataExecutionPrevention", Flags(&[("1", "/NXCOMPAT:NO"), ("2", "/NXCOMPAT")])),
    ("OptimizeReferences", Flags(&[("1", "/OPT:NOREF"), ("2", "/OPT:REF"), ("true", "/OPT:REF")])),
    ("ForceSymbolReferences", Each("/INCLUDE:")),
    ("EnableCOMDATFolding", Flags(&[("1", "/OPT:NOICF"), ("2", "/OPT:ICF"), ("true", "/OPT:ICF")])),
    ("LinkTimeCodeGeneration", Flags(&[
        ("1", "/LTCG"), ("2", "/LTCG:PGINSTRUMENT"), ("3", "/LTCG:PGOPTIMIZE"), ("4", "/LTCG:PGUPDATE"),
    ])),
    ("IgnoreDefaultLibraryNames", Each("/NODEFAULTLIB:")),
    ("IgnoreAllDefaultLibraries", Flags(&[("true", "/NODEFAULTLIB")])),
    ("ResourceOnlyDLL", Flags(&[("true", "/NOENTRY")])),
    ("EntryPointSymbol", Each("/ENTRY:")),
    ("Profile", Flags(&[("true", "/PROFILE")])),
    ("LargeAddressAware", Flags(&[("1", "/LARGEADDRESSAWARE:NO"), ("2", "/LARGEADDRESSAWARE")])),
    ("ImageHasSafeExceptionHandlers", Flags(&[("true", "/SAFESEH"), ("false", "/SAFESEH:NO")])),
    ("SetChecksum", Flags(&[("true", "/RELEASE")])),
    ("AdditionalDependencies", Elsewhere),
    ("GenerateManifest", Elsewhere),
    ("EnableUAC", Elsewhere),
    ("SuppressStartupBanner", Elsewhere),
    ("LinkLibraryDependencies", Elsewhere),
    ("UseLibraryDependencyInputs", Elsewhere),
    ("ImportLibrary", Elsewhere),
    ("OutputFile", Elsewhere),
];

/// `VCLibrarianTool`.
pub const LIBRARIAN: &Table = &[
    ("AdditionalLibraryDirectories", Paths("/LIBPATH:")),
    ("LinkTimeCodeGeneration", Flags(&[("true", "/LTCG")])),
    ("TargetMachine", Flags(MACHINE)),
    ("AdditionalOptions", Words),
    ("AdditionalDependencies", Elsewhere),
    ("SuppressStartupBanner", Elsewhere),
    ("OutputFile", Elsewhere),
];

/// `VCResourceCompilerTool`, and `MASM`.
pub const RESOURCES: &Table =
    &[("PreprocessorDefinitions", Each("/d")), ("AdditionalIncludeDirectories", Paths("/I"))];
pub const ASSEMBLER: &Table = &[("UseSafeExceptionHandlers", Flags(&[("true", "/safeseh")]))];
