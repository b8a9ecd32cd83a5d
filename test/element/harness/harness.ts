import '../../../src/element/index.ts';
import type { PastRun } from '../../../src/engine/history/run-history.ts';
import { pastRuns } from './past-runs.ts';
import { runScenes } from './run-scenes.ts';
import { ScriptedEngine } from './scripted-engine.ts';
import { faultyText, scenes, tone } from './scripts.ts';

/** Scenes of a flow that has run before, as a page that is opened anew finds it. */
const histories: Readonly<Record<string, readonly PastRun[]>> = {
  history: pastRuns().slice(1),
  interrupted: pastRuns(),
};

/** Shows one scene of the scripts, such as `#voice`, `#failed`, `#asks`, `#items-failed`. */
const name = location.hash.slice(1) || 'voice';
const runs = histories[name];
const flow = runs === undefined ? (scenes[name] ?? runScenes[name]) : scenes['voice'];
if (flow === undefined) throw new Error(`No scene "${name}".`);
const element = document.createElement('prompt-flow');
const engine = new ScriptedEngine(flow);
engine.history.runs = [...(runs ?? [])];
element.engine = engine;
element.source = runs === undefined ? faultyText : 'name: scripted';
if (!(name in runScenes))
  element.samples = [
    { id: 'jfk', title: 'A president speaks', inputs: { audio: tone(), message: 'Where is my parcel?' } },
    { id: 'memo', title: 'A short memo', inputs: {} },
  ];
element.startWithSample = ['voice', 'running', 'failed'].includes(name);
document.body.append(element);
