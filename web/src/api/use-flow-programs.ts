import { useQuery } from '@tanstack/react-query';
import type { UseQueryResult } from '@tanstack/react-query';
import { readFlowPrograms } from './flow-programs.ts';
import type { FlowProgram } from './flow-programs.ts';
import { still } from './still.ts';

/** Asked anew each time a form opens, then left alone. */
export const useFlowPrograms = (): UseQueryResult<readonly FlowProgram[]> =>
  useQuery({ queryKey: ['flow-programs'], queryFn: readFlowPrograms, gcTime: 0, ...still });
