import '../../../src/element/index.ts';
import { ScriptedEngine } from './scripted-engine.ts';
import { faultyText, scenes, tone } from './scripts.ts';

/** Shows one scene of the script: `#voice`, `#running`, `#failed`, `#inputs`, `#faulty`, `#dead`. */
const name = location.hash.slice(1) || 'voice';
const flow = scenes[name];
if (flow === undefined) throw new Error(`No scene "${name}".`);
const element = document.createElement('prompt-flow');
element.engine = new ScriptedEngine(flow);
element.source = faultyText;
element.samples = [
  { id: 'jfk', title: 'A president speaks', inputs: { audio: tone(), message: 'Where is my parcel?' } },
  { id: 'memo', title: 'A short memo', inputs: {} },
];
element.startWithSample = ['voice', 'running', 'failed'].includes(name);
document.body.append(element);
