import { ARRANGING_FILTERS } from './arrange.ts';
import { CHOOSING_FILTERS } from './choose.ts';
import { ENCODING_FILTERS } from './encode.ts';
import type { FilterDefinition } from './filter.ts';
import { FORMAT_FILTERS } from './format.ts';
import { LIST_FILTERS } from './list.ts';
import { NUMBER_FILTERS } from './number.ts';
import { PATTERN_FILTERS } from './pattern.ts';
import { SHAPING_FILTERS } from './shape.ts';
import { TEXT_FILTERS } from './text.ts';
import { VALUE_FILTERS } from './value.ts';

/** Every filter by its name. A new group is a file and a line here. */
export const FILTERS: ReadonlyMap<string, FilterDefinition> = new Map(
  Object.entries<FilterDefinition>({
    ...TEXT_FILTERS,
    ...SHAPING_FILTERS,
    ...FORMAT_FILTERS,
    ...PATTERN_FILTERS,
    ...ENCODING_FILTERS,
    ...LIST_FILTERS,
    ...CHOOSING_FILTERS,
    ...ARRANGING_FILTERS,
    ...NUMBER_FILTERS,
    ...VALUE_FILTERS,
  }),
);
