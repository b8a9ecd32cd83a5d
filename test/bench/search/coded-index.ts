import { type CodeScanner, createScanner } from '../../../src/vectors/code-scanner.ts';
import { codeQuery, codeVector, widthOf } from '../../../src/vectors/coded-vector.ts';
import { rankCandidates } from '../../../src/vectors/rank-candidates.ts';
import { shortlist } from '../../../src/vectors/shortlist.ts';

/** Our search over vectors in memory, without the database around it. */
export class CodedIndex {
  private readonly vectors: readonly Float32Array[];
  private readonly scanner: CodeScanner;
  private readonly scales: Float32Array;
  private readonly errors: Float32Array;

  constructor(vectors: readonly Float32Array[], kernel: WebAssembly.Module | undefined) {
    this.vectors = vectors;
    this.scanner = createScanner(widthOf(vectors[0]?.length ?? 0), kernel);
    this.scanner.reserve(vectors.length);
    this.scales = new Float32Array(vectors.length);
    this.errors = new Float32Array(vectors.length);
    for (const [row, vector] of vectors.entries()) {
      const { codes, scale, error } = codeVector(vector);
      this.scanner.write(row, codes);
      this.scales[row] = scale;
      this.errors[row] = error;
    }
  }

  search(query: Float32Array, topK: number): number[] {
    const { vectors, scales, errors } = this;
    const coded = codeQuery(query);
    const dots = this.scanner.scan(coded, vectors.length);
    const candidates = shortlist({ query: coded, dots, scales, errors, count: topK });
    const vectorOf = (row: number): Float32Array => vectors[row] as Float32Array;
    const ranked = rankCandidates({ query, candidates, count: topK, vectorOf, tie: (a, b) => a - b });
    return ranked.map(({ row }) => row);
  }
}
