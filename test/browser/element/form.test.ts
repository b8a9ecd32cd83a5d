import { describe, expect, it } from 'vitest';
import type { ScriptedFlow } from '../../element/harness/scripted-engine.ts';
import { scenes } from '../../element/harness/scripts.ts';
import { find, findAll, mount, settled, textOf, type } from './mount.ts';

function scene(name: string): ScriptedFlow {
  const flow = scenes[name];
  if (flow === undefined) throw new Error(`No scene ${name}.`);
  return flow;
}

describe('the form', () => {
  it('has a field for each input, filled with its default', async () => {
    const { element } = await mount(scene('inputs'));
    const names = findAll(element, '.field').map((field) => field.dataset['input']);
    expect(names).toEqual([
      'message',
      'subject',
      'threshold',
      'count',
      'polite',
      'tone',
      'team',
      'labels',
      'options',
      'photo',
      'note',
      'attachment',
    ]);
    expect(find(element, '[name=threshold]')).toHaveProperty('value', '0.5');
    expect(find(element, '[name=polite]')).toHaveProperty('checked', true);
    expect(find(element, '[name=labels]')).toHaveProperty('value', 'billing\nshipping');
    expect(find(element, '[name=tone]')).toHaveProperty('checked', true);
    expect(find(element, '[name=photo]')).toHaveProperty('accept', 'image/*');
  });

  it('ties every control to a label and to its description', async () => {
    const { element } = await mount(scene('inputs'));
    for (const control of findAll(element, 'input[id], textarea, select')) {
      const labels = 'labels' in control && control.labels instanceof NodeList ? control.labels.length : 0;
      expect(labels, control.id).toBeGreaterThan(0);
      expect(control.getAttribute('aria-describedby'), control.id).toBeTruthy();
    }
  });

  it('gives the engine typed values, without what was left empty', async () => {
    const { element, engine } = await mount(scene('inputs'));
    type(find(element, '[name=message]'), 'Where is my parcel?');
    type(find(element, '[name=count]'), '3');
    type(find(element, '[name=labels]'), 'a\n\nb');
    await settled(element);
    await element.run();
    expect(engine.given[0]).toEqual({
      message: 'Where is my parcel?',
      threshold: 0.5,
      count: 3,
      polite: true,
      tone: 'plain',
      labels: ['a', 'b'],
      options: { top_k: 5, nested: { deep: true } },
    });
  });

  it('shows all faults at once beside their fields, and starts nothing', async () => {
    const { element } = await mount(scene('inputs'));
    type(find(element, '[name=options]'), '{ broken');
    await settled(element);
    const result = await element.run();
    await settled(element);
    expect(result.error?.code).toBe('invalid_inputs');
    const faulty = findAll(element, '[data-faulty]').map((field) => field.dataset['input']);
    expect(faulty).toEqual(['message', 'count', 'team', 'labels', 'options']);
    const message = find(element, '[name=message]');
    expect(message.getAttribute('aria-invalid')).toBe('true');
    const ids = message.getAttribute('aria-describedby')?.split(' ') ?? [];
    expect(ids.map((id) => textOf(find(element, `#${id}`))).join(' ')).toContain(
      'Input "message" is required',
    );
    expect(findAll(element, '.result')).toHaveLength(0);
    expect(findAll(element, '.step.planned')).toHaveLength(1);
    // The first faulty field has the focus.
    expect(find(element, 'prompt-flow-form').shadowRoot?.activeElement).toBe(message);
  });

  it('takes a fault away when its field is edited, and no other', async () => {
    const { element } = await mount(scene('inputs'));
    await element.run();
    await settled(element);
    type(find(element, '[name=message]'), 'now there');
    await settled(element);
    const faulty = findAll(element, '[data-faulty]').map((field) => field.dataset['input']);
    expect(faulty).toEqual(['count', 'team', 'labels']);
  });

  it('fills in a sample, its files fetched', async () => {
    const { element, engine } = await mount(scene('voice'), (each) => {
      const address = URL.createObjectURL(new Blob(['abc'], { type: 'audio/wav' }));
      each.samples = [
        {
          id: 's',
          title: 'A sample',
          inputs: { audio: { file: address, name: 'said.wav' }, topics: ['x', 'y'] },
        },
      ];
    });
    await settled(element);
    find(element, '.chip').click();
    await expect.poll(() => find(element, '.chip').getAttribute('aria-pressed')).toBe('true');
    await settled(element);
    await element.run();
    const [given] = engine.given;
    expect(given?.['audio']).toBeInstanceOf(File);
    expect(given).toMatchObject({
      topics: ['x', 'y'],
      audio: { name: 'said.wav', size: 3, type: 'audio/wav' },
    });
  });

  it('takes a pasted file into the field that accepts it', async () => {
    const { element } = await mount(scene('inputs'));
    const clipboardData = new DataTransfer();
    clipboardData.items.add(new File(['x'], 'shot.png', { type: 'image/png' }));
    element.dispatchEvent(new ClipboardEvent('paste', { clipboardData, cancelable: true }));
    await settled(element);
    const field = findAll(element, '.field').find((each) => each.dataset['input'] === 'photo');
    expect(field?.querySelector('.chosen')).not.toBeNull();
  });

  it('puts preset values into the fields, and runs with what is given over them', async () => {
    const { element, engine } = await mount(scene('inputs'), (each) => {
      each.inputs = { message: 'preset', count: 7 };
    });
    expect(find(element, '[name=message]')).toHaveProperty('value', 'preset');
    await element.run({ count: 8 });
    expect(engine.given[0]).toMatchObject({ message: 'preset', count: 8 });
    expect(find(element, '[name=count]')).toHaveProperty('value', '8');
  });
});
