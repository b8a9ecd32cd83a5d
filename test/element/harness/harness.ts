import '../../../src/element/index.ts';
import { runScenes } from './run-scenes.ts';
import { ScriptedEngine } from './scripted-engine.ts';
import { faultyText, scenes, tone } from './scripts.ts';

/** Shows one scene of the scripts, such as `#voice`, `#failed`, `#asks`, `#items-failed`. */
const name = location.hash.slice(1) || 'voice';
const flow = scenes[name] ?? runScenes[name];
if (flow === undefined) throw new Error(`No scene "${name}".`);
const element = document.createElement('prompt-flow');
element.engine = new ScriptedEngine(flow);
element.source = faultyText;
if (!(name in runScenes))
  element.samples = [
    { id: 'jfk', title: 'A president speaks', inputs: { audio: tone(), message: 'Where is my parcel?' } },
    { id: 'memo', title: 'A short memo', inputs: {} },
  ];
element.startWithSample = ['voice', 'running', 'failed'].includes(name);
document.body.append(element);
