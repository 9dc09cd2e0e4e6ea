package io.lakeshift.bench;

import java.util.List;
import java.util.Locale;

/** One number per round. */
record Series(List<Double> values) {
    Series {
        values = values.stream().sorted().toList();
    }

    double median() {
        int middle = values.size() / 2;
        return values.size() % 2 == 1 ? values.get(middle) : (values.get(middle - 1) + values.get(middle)) / 2;
    }

    double min() {
        return values.get(0);
    }

    double max() {
        return values.get(values.size() - 1);
    }

    /** The same work took more than twice as long in one round as in another: ratios of this series say nothing. */
    boolean noisy() {
        return max() > 2 * min();
    }

    @Override
    public String toString() {
        return String.format(Locale.ROOT, "%.2f (%.2f–%.2f)", median(), min(), max());
    }
}
