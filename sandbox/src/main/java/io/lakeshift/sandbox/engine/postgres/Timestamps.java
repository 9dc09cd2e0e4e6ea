package io.lakeshift.sandbox.engine.postgres;

/** From PostgreSQL's text of an instant in UTC to ISO-8601. */
final class Timestamps {
    private Timestamps() {}

    static String iso(String text) {
        String moment = text.replace(' ', 'T');
        String utc = moment.endsWith("+00") ? moment.substring(0, moment.length() - 3) : moment;
        int dot = utc.indexOf('.');
        if (dot < 0) {
            return utc + ".000Z";
        }
        StringBuilder padded = new StringBuilder(utc);
        while (padded.length() - dot - 1 < 3) {
            padded.append('0');
        }
        return padded.append('Z').toString();
    }
}
