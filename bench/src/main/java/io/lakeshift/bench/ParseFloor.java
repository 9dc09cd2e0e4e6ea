package io.lakeshift.bench;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The least that an importer must do on its reading side: visit every token of every commit and materialise the path
 * and the statistics of each add. Nothing is kept. One thread: in a new JVM the compiler is the limit, and two threads
 * were no faster.
 */
final class ParseFloor {
    private final JsonFactory json = new JsonFactory();
    private long adds;
    private long removes;
    private long characters;

    public static void main(String[] arguments) throws IOException {
        ParseFloor floor = new ParseFloor();
        for (Path commit : LogFiles.commits(Path.of(arguments[0]))) {
            floor.parse(Files.readAllBytes(commit));
        }
        System.out.printf("adds=%d removes=%d characters=%d%n", floor.adds, floor.removes, floor.characters);
    }

    private void parse(byte[] commit) throws IOException {
        try (JsonParser parser = json.createParser(commit)) {
            while (parser.nextToken() != null) {
                String action = parser.nextFieldName();
                parser.nextToken();
                if (action.equals("add")) {
                    adds++;
                    add(parser);
                } else {
                    removes += action.equals("remove") ? 1 : 0;
                    parser.skipChildren();
                }
                parser.nextToken();
            }
        }
    }

    private void add(JsonParser parser) throws IOException {
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String member = parser.currentName();
            JsonToken value = parser.nextToken();
            if (value.isStructStart()) {
                parser.skipChildren();
            } else if (member.equals("path") || member.equals("stats")) {
                characters += parser.getText().length();
            } else if (value == JsonToken.VALUE_NUMBER_INT) {
                characters += parser.getLongValue() & 1;
            }
        }
    }
}
