// process.report: the facts that packages read from it (which C library, which shared objects) are real; the parts that
// describe V8's heap are left out.
'use strict';

const native = internalBinding('process');
const os = internalBinding('os');

function header() {
  const glibc = native.glibcVersions();
  const [osName, osVersion, osRelease, osMachine] = os.uname();
  const now = new Date();
  return {
    reportVersion: 5,
    event: 'JavaScript API',
    trigger: 'GetReport',
    filename: null,
    dumpEventTime: now.toISOString().replace(/\.\d+Z$/, 'Z'),
    dumpEventTimeStamp: String(now.getTime()),
    processId: process.pid,
    threadId: 0,
    cwd: process.cwd(),
    commandLine: [process.execPath, ...process.execArgv, ...process.argv.slice(1)],
    nodejsVersion: process.version,
    ...(glibc === undefined ? {} : { glibcVersionRuntime: glibc[1], glibcVersionCompiler: glibc[0] }),
    wordSize: 64,
    arch: process.arch,
    platform: process.platform,
    componentVersions: { ...process.versions },
    release: { ...process.release },
    osName,
    osRelease,
    osVersion,
    osMachine,
    cpus: require('os').cpus().map(({ times, ...cpu }) => ({ ...cpu, ...times })),
    networkInterfaces: report.excludeNetwork ? undefined : Object.entries(require('os').networkInterfaces())
      .flatMap(([name, list]) => list.map((entry) => ({ name, ...entry }))),
    host: os.hostname(),
  };
}

function javascriptStack(error) {
  const [message, ...stack] = String(error.stack ?? error).split('\n');
  return { message, stack: stack.map((line) => line.trim()), errorProperties: {} };
}

function getReport(error) {
  if (error !== undefined) require('internal/validators').validateObject(error, 'err');
  const usage = process.resourceUsage();
  return JSON.stringify({
    header: header(),
    javascriptStack: javascriptStack(error ?? new Error('JavaScript API')),
    resourceUsage: {
      userCpuSeconds: usage.userCPUTime / 1e6,
      kernelCpuSeconds: usage.systemCPUTime / 1e6,
      maxRss: String(usage.maxRSS * 1024),
      pageFaults: { IORequired: String(usage.majorPageFault), IONotRequired: String(usage.minorPageFault) },
      fsActivity: { reads: usage.fsRead, writes: usage.fsWrite },
    },
    environmentVariables: report.excludeEnv ? undefined : { ...process.env },
    sharedObjects: native.sharedObjects(),
  }, null, report.compact ? 0 : 2);
}

const report = {
  getReport: (error) => JSON.parse(getReport(error)),
  writeReport(file, error) {
    if (typeof file === 'object' && file !== null) {
      error = file;
      file = undefined;
    } else if (file !== undefined) {
      require('internal/validators').validateString(file, 'file');
    }
    const name = file ?? (report.filename || `report.${Date.now()}.${process.pid}.0.001.json`);
    require('fs').writeFileSync(require('path').resolve(report.directory, name), getReport(error));
    return name;
  },
  directory: '',
  filename: '',
  compact: false,
  excludeNetwork: false,
  excludeEnv: false,
  signal: 'SIGUSR2',
  reportOnFatalError: false,
  reportOnSignal: false,
  reportOnUncaughtException: false,
};

module.exports = report;
