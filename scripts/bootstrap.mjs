// The one door to every command: `node scripts/bootstrap.mjs start|test|promptflow|convert|train-sentiment|proof|setup [arguments…]`.
// Plain JavaScript on Node's own modules, since it runs before anything is installed.
// It writes to standard error alone: standard output belongs to the command.

import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readFileSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));

const commands = {
  start: 'scripts/start.ts',
  test: 'scripts/test.ts',
  setup: 'scripts/setup.ts',
  promptflow: 'scripts/promptflow.ts',
  convert: 'scripts/convert.ts',
  'train-sentiment': 'scripts/train-sentiment.ts',
  proof: 'scripts/proof.ts',
};

/** Says what is wrong with a version of Node, or nothing. */
export function complainAboutNode(version) {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  if (major > 20 || (major === 20 && minor >= 19)) return undefined;
  return `PromptFlow needs Node 20.19 or newer, and this is Node ${version}. Please install a newer one from https://nodejs.org.`;
}

/** Says whether a project's node_modules are the ones its package-lock.json names. */
export function packagesAreInstalled(folder) {
  const lock = readText(join(folder, 'package-lock.json'));
  if (readText(markerPath(folder)) === hashOf(lock)) return true;
  // Not by us, perhaps by the user's own `npm install`: npm's note of what it put there tells.
  if (!isWhatLockNames(readJson(join(folder, 'node_modules', '.package-lock.json')), JSON.parse(lock)))
    return false;
  markInstalled(folder);
  return true;
}

/** Notes that node_modules are the ones of the present lock. */
export function markInstalled(folder) {
  writeFileSync(markerPath(folder), hashOf(readText(join(folder, 'package-lock.json'))));
}

function isWhatLockNames(installed, lock) {
  if (installed?.packages === undefined) return false;
  return Object.entries(lock.packages).every(([path, wanted]) => {
    const found = installed.packages[path];
    if (path === '') return true;
    // Left out where they are for another system.
    if (found === undefined) return wanted.optional === true || wanted.devOptional === true;
    return found.version === wanted.version && found.integrity === wanted.integrity;
  });
}

// Inside node_modules, so that whoever deletes those deletes it too; `npm ci` does.
function markerPath(folder) {
  return join(folder, 'node_modules', '.prompt-flow-installed');
}

function hashOf(text) {
  return createHash('sha256').update(text).digest('hex');
}

function readText(path) {
  try {
    return readFileSync(path, 'utf8');
  } catch {
    return '';
  }
}

function readJson(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'));
  } catch {
    return undefined;
  }
}

async function installPackages() {
  say('Installing packages with npm (once, about 450 MB on disk)');
  const started = Date.now();
  // npm shows a spinner on a terminal and nothing elsewhere; a log should show that it lives.
  const sign = process.stderr.isTTY ? undefined : setInterval(() => say(`  … ${since(started)} s`), 5000);
  // What `npm run -s` hands down would hide npm's own errors, and NODE_ENV=production would leave half of it out.
  const code = await run(...npm(['ci', '--include=dev', '--loglevel=error']), {
    cwd: root,
    stdio: ['ignore', 2, 2],
  });
  clearInterval(sign);
  if (code !== 0) {
    say(
      '\nnpm could not install the packages; it says why above.\n' +
        'Check the network, `npm config get registry` and the proxy settings, then run the same command again.\n' +
        'Without a network: run `npm ci` where there is one, on the same kind of system, and copy node_modules here.',
    );
    process.exit(1);
  }
  markInstalled(root);
  say(`  installed in ${since(started)} s`);
}

function npm(args) {
  const cli = process.env.npm_execpath;
  // The npm that started us, if one did; `npx` and other package managers set the same variable.
  if (cli !== undefined && /npm-cli\.[cm]?js$/.test(cli)) return [process.execPath, [cli, ...args]];
  return process.platform === 'win32' ? ['cmd.exe', ['/d', '/s', '/c', 'npm', ...args]] : ['npm', args];
}

function run(program, args, options) {
  return new Promise((resolve) => {
    const child = spawn(program, args, options);
    child.on('error', (error) => {
      say(`${program} cannot be started: ${error.message}`);
      resolve(127);
    });
    child.on('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs a command and ends as it ends: with its exit code, or by the signal that ended it. */
function become(script, args) {
  const tsx = pathToFileURL(createRequire(join(root, 'package.json')).resolve('tsx')).href;
  const child = spawn(process.execPath, ['--import', tsx, join(root, script), ...args], { stdio: 'inherit' });
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) {
    process.on(signal, () => {
      // A terminal has sent Ctrl-C to the whole group already; twice might mean "at once" to the command.
      if (signal !== 'SIGINT' || !process.stdin.isTTY) child.kill(signal);
    });
  }
  endWithNpm(child);
  child.on('exit', (code, signal) => {
    if (signal === null) process.exit(code);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
  });
}

// A signal to npm alone ends npm and its shell, which does not hand it on: nobody would be left to end a server.
function endWithNpm(child) {
  if (process.env.npm_lifecycle_event === undefined) return;
  const shell = process.ppid;
  setInterval(() => process.ppid !== shell && child.kill('SIGTERM'), 500).unref();
}

function since(started) {
  return Math.round((Date.now() - started) / 1000);
}

function say(line) {
  process.stderr.write(`${line}\n`);
}

async function main([command, ...args]) {
  const complaint = complainAboutNode(process.versions.node);
  if (complaint !== undefined) {
    say(complaint);
    process.exit(1);
  }
  if (command === undefined || !Object.hasOwn(commands, command)) {
    say(`Usage: node scripts/bootstrap.mjs ${Object.keys(commands).join('|')} [arguments…]`);
    process.exit(2);
  }
  if (!packagesAreInstalled(root)) await installPackages();
  become(commands[command], args);
}

if (process.argv[1] === fileURLToPath(import.meta.url)) await main(process.argv.slice(2));
