import type { FilterDefinition } from './filter.ts';
import { LIST_FILTERS } from './list.ts';
import { NUMBER_FILTERS } from './number.ts';
import { TEXT_FILTERS } from './text.ts';
import { VALUE_FILTERS } from './value.ts';

/** Every filter by its name. A new group is a file and a line here. */
export const FILTERS: ReadonlyMap<string, FilterDefinition> = new Map(
  Object.entries<FilterDefinition>({
    ...TEXT_FILTERS,
    ...LIST_FILTERS,
    ...NUMBER_FILTERS,
    ...VALUE_FILTERS,
  }),
);
