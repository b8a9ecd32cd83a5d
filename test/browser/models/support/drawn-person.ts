/** A drawing of a person in front of a wall: a head, hair, shoulders. */
export async function drawnPerson(width = 400, height = 500): Promise<File> {
  const canvas = new OffscreenCanvas(width, height);
  const pen = canvas.getContext('2d');
  if (pen === null) throw new Error('The browser gives no canvas.');
  const wall = pen.createLinearGradient(0, 0, width, height);
  wall.addColorStop(0, '#9fb7c9');
  wall.addColorStop(1, '#7d94a5');
  pen.fillStyle = wall;
  pen.fillRect(0, 0, width, height);
  const oval = (colour: string, x: number, y: number, across: number, down: number): void => {
    pen.fillStyle = colour;
    pen.beginPath();
    pen.ellipse(x * width, y * height, across * width, down * height, 0, 0, 2 * Math.PI);
    pen.fill();
  };
  oval('#3a2a1e', 0.5, 0.33, 0.2, 0.22);
  oval('#2f4f7f', 0.5, 1.02, 0.42, 0.38);
  oval('#d9a98a', 0.5, 0.62, 0.08, 0.1);
  oval('#e2b495', 0.5, 0.38, 0.16, 0.2);
  for (const side of [0.43, 0.57]) {
    oval('#ffffff', side, 0.36, 0.03, 0.015);
    oval('#2b2b2b', side, 0.36, 0.012, 0.012);
  }
  oval('#c98f72', 0.5, 0.42, 0.015, 0.03);
  oval('#a8483f', 0.5, 0.48, 0.05, 0.012);
  return new File([await canvas.convertToBlob({ type: 'image/png' })], 'person.png', { type: 'image/png' });
}
