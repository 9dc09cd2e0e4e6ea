package io.lakeshift.workflows.lifecycle;

/**
 * In what kinds differ towards the life cycle: what an abort has to take back, and the words for it. The phrases go
 * into sentences of which the unit is the subject.
 *
 * @param undoesImport the import already changes something that others see, so giving up once it has begun takes that
 *     back; where false, only a cut over has something to undo
 * @param untouched what is true while nothing is handed over, such as {@code writers are as they were}
 * @param handsBack what a rollback does, in few words
 * @param handsBackSafely the same, with what it keeps
 * @param handedBack what is true after a rollback
 */
public record KindTraits(
        boolean undoesImport, String untouched, String handsBack, String handsBackSafely, String handedBack) {
    String untouchedSentence() {
        return sentence(untouched);
    }

    String handedBackSentence() {
        return sentence(handedBack);
    }

    private static String sentence(String phrase) {
        return Character.toUpperCase(phrase.charAt(0)) + phrase.substring(1) + ".";
    }
}
