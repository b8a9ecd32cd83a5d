import { z } from 'zod';
import { deviceConfig, modelNameConfig } from '../model-config.ts';

const plain = z.union([z.string(), z.number(), z.boolean(), z.null()]);
const bound = z.union([z.number(), z.string()]);

const keyRule = z.strictObject({
  gt: bound.optional().describe('Greater than this number, or after this text.'),
  gte: bound.optional().describe('This number or text, or more.'),
  lt: bound.optional().describe('Less than this number, or before this text.'),
  lte: bound.optional().describe('This number or text, or less.'),
  in: z.array(plain).optional().describe('One of these values.'),
  not: z
    .union([plain, z.array(plain)])
    .optional()
    .describe('Neither this value nor one of these.'),
  exists: z.boolean().optional().describe('Whether the key is there at all.'),
});

const metadataFilter = z.record(
  z.string(),
  z.union([plain, z.array(plain), keyRule], {
    error:
      'A filter compares a key with a value, with a list of values, or by a map of gt, gte, lt, lte, in, not and exists.',
  }),
);

/** Without an id, an item is known by its text. */
const item = z.union(
  [
    z.string(),
    z.object({
      id: z
        .union([z.string().min(1), z.int()])
        .optional()
        .describe('What the item is known by; without it, its text.'),
      text: z.string().describe('What is found by its meaning.'),
      metadata: z.record(z.string(), z.unknown()).default({}).describe('What a filter compares.'),
    }),
  ],
  { error: 'An item is a text, or a map with "text", and "id" and "metadata" if need be.' },
);

export const semanticSearchConfig = z.object({
  action: z
    .enum(['search', 'add', 'delete'])
    .default('search')
    .describe('Whether items are looked for, put in or taken out.'),
  index: z
    .string({ error: '"index" is required: the name of an index; adding to it makes it.' })
    .min(1)
    .max(200)
    .describe('The name of the index; adding to it makes it.'),
  items: z
    .array(item)
    .optional()
    .describe('For add: texts, or maps of {id, text, metadata}. An id that is there already is replaced.'),
  query: z.string().optional().describe('For search: what is looked for.'),
  top_k: z.int().min(1).max(1000).default(5).describe('For search: how many items at most.'),
  min_score: z
    .number()
    .min(-1)
    .max(1)
    .optional()
    .describe('For search: items that are less like the query are left out.'),
  filter: metadataFilter
    .optional()
    .describe('For search and delete: what the metadata have to be, by key. {} are all items.'),
  ids: z
    .array(z.union([z.string(), z.int()]))
    .optional()
    .describe('For delete: the ids of the items.'),
  model_name: modelNameConfig,
  device: deviceConfig,
});

export type SemanticSearchConfig = z.infer<typeof semanticSearchConfig>;
export type GivenItem = z.infer<typeof item>;
