import { extensionOf } from '../../media/file-name.ts';
import { BaseExecutor } from '../base-executor.ts';
import { chunkText } from '../chunk-text.ts';
import { type ExecutionResult, succeed } from '../execution-result.ts';
import type { FlowContext } from '../flow-context.ts';
import { openGiven } from '../given-file.ts';
import {
  type DocumentExtractorConfig,
  type DocumentExtractorOutputs,
  documentExtractorConfig,
  documentExtractorOutputs,
  MISSING_DOCUMENT,
} from './config.ts';
import { unreadable } from './document-fault.ts';
import { documentKind, KIND_NAMES } from './document-kind.ts';
import { readDocument } from './read-document.ts';

/** Reads the text out of a document and cuts it into chunks. */
export class DocumentExtractor extends BaseExecutor<DocumentExtractorConfig, DocumentExtractorOutputs> {
  readonly name = 'document_extractor';
  override readonly description =
    'Reads the text of a pdf, docx, html, md, csv, json or txt file, in chunks where they are wanted.';
  override readonly configSchema = documentExtractorConfig;
  override readonly outputSchema = documentExtractorOutputs;
  override readonly runsIn = 'pool';

  async execute(
    context: FlowContext,
    config: DocumentExtractorConfig,
  ): Promise<ExecutionResult<DocumentExtractorOutputs>> {
    const { content, name = 'document' } = await openGiven(config.file_path, context.files, MISSING_DOCUMENT);
    const { kind, type } = await documentKind(content, name);
    const { text, provider, metadata } = await readDocument({
      content,
      name,
      kind,
      ...(config.password !== undefined && { password: config.password }),
      signal: context.signal,
      onPage: (page, pages) => context.progress({ phase: 'run', loaded: page, total: pages, unit: 'items' }),
    });
    if (text.trim() === '') {
      const hint = 'If its pages are pictures, their text has to be recognised first (OCR).';
      throw unreadable(name, KIND_NAMES[kind], 'There is no text in it.', hint);
    }
    const chunks = config.chunk_text
      ? chunkText(text, config.chunk_size, config.chunk_overlap).map((chunk) => chunk.text)
      : undefined;
    return succeed({
      text,
      chunked: config.chunk_text,
      ...(chunks !== undefined && { chunks, total_chunks: chunks.length }),
      file_name: name,
      file_extension: extensionOf(name),
      provider,
      metadata: { ...metadata, media_type: type, file_size: content.size, characters: text.length },
    });
  }
}
