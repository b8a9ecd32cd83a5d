import type { ReactiveController, ReactiveControllerHost } from 'lit';

/**
 * Takes what is dropped anywhere on the page while its element is shown. A browser would otherwise leave the page for a
 * file that misses its place by a finger.
 */
export class DropTarget implements ReactiveController {
  /** Something is held over the page that would be taken. */
  isOver = false;
  private readonly host: ReactiveControllerHost;
  private readonly take: (data: DataTransfer) => void;

  constructor(host: ReactiveControllerHost, take: (data: DataTransfer) => void) {
    this.host = host;
    this.take = take;
    host.addController(this);
  }

  hostConnected(): void {
    window.addEventListener('dragover', this.over);
    window.addEventListener('dragleave', this.leave);
    window.addEventListener('drop', this.drop);
  }

  hostDisconnected(): void {
    window.removeEventListener('dragover', this.over);
    window.removeEventListener('dragleave', this.leave);
    window.removeEventListener('drop', this.drop);
    this.show(false);
  }

  private readonly over = (event: DragEvent): void => {
    if (event.dataTransfer === null || isForField(event)) return;
    // Text is taken as well, to be told what belongs here.
    event.preventDefault();
    event.dataTransfer.dropEffect = 'copy';
    this.show(holdsFiles(event.dataTransfer));
  };

  private readonly leave = (event: DragEvent): void => {
    // Between two elements of the page there is one that it goes to; out of the window there is none.
    if (event.relatedTarget === null) this.show(false);
  };

  private readonly drop = (event: DragEvent): void => {
    this.show(false);
    if (event.dataTransfer === null || isForField(event)) return;
    event.preventDefault();
    this.take(event.dataTransfer);
  };

  private show(isOver: boolean): void {
    if (isOver === this.isOver) return;
    this.isOver = isOver;
    this.host.requestUpdate();
  }
}

function holdsFiles(data: DataTransfer): boolean {
  return data.types.includes('Files');
}

/** Text that is dragged into a field is the field's. */
function isForField(event: DragEvent): boolean {
  const [target] = event.composedPath();
  return target instanceof HTMLInputElement && event.dataTransfer !== null && !holdsFiles(event.dataTransfer);
}
