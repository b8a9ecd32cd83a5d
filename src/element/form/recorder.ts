/** The states of a recording. `fault` is a sentence for people. */
export type RecorderState =
  | { readonly status: 'idle'; readonly fault?: string }
  | { readonly status: 'asking' }
  | { readonly status: 'recording'; readonly seconds: number; readonly level: number };

/** Containers that browsers record into, the best known first. */
const CONTAINERS = [
  { type: 'audio/webm;codecs=opus', ending: 'webm' },
  { type: 'audio/mp4', ending: 'm4a' },
  { type: 'audio/ogg;codecs=opus', ending: 'ogg' },
] as const;

/** Records the microphone into a file. One recorder, one recording at a time. */
export class Recorder {
  private media: MediaRecorder | undefined;
  private stream: MediaStream | undefined;
  private meter: AudioContext | undefined;
  private timer: ReturnType<typeof setInterval> | undefined;
  private turn = 0;
  private readonly onState: (state: RecorderState) => void;
  private readonly onFile: (file: File) => void;

  constructor(onState: (state: RecorderState) => void, onFile: (file: File) => void) {
    this.onState = onState;
    this.onFile = onFile;
  }

  /** Whether this browser can record at all, here. Pages without TLS have no microphone. */
  static available(): boolean {
    return typeof MediaRecorder !== 'undefined' && navigator.mediaDevices !== undefined;
  }

  /** Asks for the microphone and starts. Every refusal ends in a state with a `fault`. */
  async start(): Promise<void> {
    const turn = ++this.turn;
    this.onState({ status: 'asking' });
    try {
      const stream = await navigator.mediaDevices.getUserMedia({ audio: true });
      if (turn !== this.turn) return stopTracks(stream);
      this.stream = stream;
      this.record(stream);
    } catch (thrown) {
      if (turn !== this.turn) return;
      this.release();
      this.onState({ status: 'idle', fault: refusalInWords(thrown) });
    }
  }

  /** Ends the recording; the file comes through `onFile`. */
  stop(): void {
    if (this.media?.state === 'recording') this.media.stop();
  }

  /** Gives the microphone back and forgets what was recorded. */
  abandon(): void {
    this.turn++;
    if (this.media !== undefined) this.media.onstop = null;
    this.release();
    this.onState({ status: 'idle' });
  }

  private record(stream: MediaStream): void {
    const container = CONTAINERS.find(({ type }) => MediaRecorder.isTypeSupported(type));
    const media = new MediaRecorder(stream, container === undefined ? {} : { mimeType: container.type });
    const parts: Blob[] = [];
    media.ondataavailable = ({ data }) => parts.push(data);
    media.onstop = () => {
      this.release();
      // Without the codec: what a flow asks for is the media type.
      const type = (media.mimeType || 'audio/webm').replace(/;.*/, '');
      const name = `recording.${container?.ending ?? 'webm'}`;
      this.onState({ status: 'idle' });
      this.onFile(new File(parts, name, { type }));
    };
    media.start();
    this.media = media;
    this.watch(stream);
  }

  private watch(stream: MediaStream): void {
    const startedAt = performance.now();
    const level = this.levelOf(stream);
    const tell = (): void => {
      this.onState({ status: 'recording', seconds: (performance.now() - startedAt) / 1000, level: level() });
    };
    tell();
    this.timer = setInterval(tell, 100);
  }

  /** The loudness of the last moment, from 0 to 1. */
  private levelOf(stream: MediaStream): () => number {
    this.meter = new AudioContext();
    const analyser = this.meter.createAnalyser();
    analyser.fftSize = 512;
    this.meter.createMediaStreamSource(stream).connect(analyser);
    const samples = new Float32Array(analyser.fftSize);
    return () => {
      analyser.getFloatTimeDomainData(samples);
      let sum = 0;
      for (const sample of samples) sum += sample * sample;
      // The square root of loudness: quiet speech is seen to move too.
      return Math.min(1, Math.sqrt(Math.sqrt(sum / samples.length)) * 1.4);
    };
  }

  private release(): void {
    clearInterval(this.timer);
    if (this.stream !== undefined) stopTracks(this.stream);
    void this.meter?.close();
    this.media = undefined;
    this.stream = undefined;
    this.meter = undefined;
  }
}

function stopTracks(stream: MediaStream): void {
  for (const track of stream.getTracks()) track.stop();
}

function refusalInWords(thrown: unknown): string {
  const name = thrown instanceof Error ? thrown.name : '';
  if (name === 'NotAllowedError') {
    return 'The browser did not allow the microphone. Allow it for this site and try again, or choose a file.';
  }
  if (name === 'NotFoundError')
    return 'No microphone was found. Connect one and try again, or choose a file.';
  if (name === 'NotReadableError') return 'The microphone is in use by another program.';
  return `The microphone could not be used: ${thrown instanceof Error ? thrown.message : String(thrown)}`;
}
