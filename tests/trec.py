"""What ir-measures makes of TREC files."""

from collections.abc import Iterable

import ir_measures


def by_ir_measures(names: Iterable[str], run: str, qrels: str) -> dict[str, float]:
    """The measures called ``names`` of a run and its qrels, each a file's text or its path."""
    measures = [ir_measures.parse_measure(name) for name in names]
    read_run = ir_measures.read_trec_run(run)  # type: ignore[no-untyped-call]
    judged = ir_measures.read_trec_qrels(qrels)  # type: ignore[no-untyped-call]
    found = ir_measures.calc_aggregate(measures, list(judged), list(read_run))
    return {str(measure): float(value) for measure, value in found.items()}
