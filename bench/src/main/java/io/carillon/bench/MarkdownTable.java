package io.carillon.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A table that reads well as text too: columns are padded, all but the first stand right. */
public final class MarkdownTable {

    private final List<String> head;
    private final List<List<String>> rows = new ArrayList<>();

    public MarkdownTable(String... head) {
        this.head = List.of(head);
    }

    public MarkdownTable row(String... cells) {
        if (cells.length != head.size()) {
            throw new IllegalArgumentException("%d cells for %d columns".formatted(cells.length, head.size()));
        }
        rows.add(IntStream.range(0, cells.length)
                .mapToObj(column -> cells[column].replace("|", "\\|"))
                .toList());
        return this;
    }

    @Override
    public String toString() {
        var text = new StringBuilder(line(head)).append(rule());
        rows.forEach(row -> text.append(line(row)));
        return text.toString();
    }

    private String line(List<String> cells) {
        return IntStream.range(0, cells.size())
                .mapToObj(column -> pad(cells.get(column), column))
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String rule() {
        return IntStream.range(0, head.size())
                .mapToObj(column -> column == 0 ? "-".repeat(width(column)) : "-".repeat(width(column) - 1) + ":")
                .collect(Collectors.joining(" | ", "| ", " |\n"));
    }

    private String pad(String cell, int column) {
        var space = " ".repeat(width(column) - cell.length());
        return column == 0 ? cell + space : space + cell;
    }

    private int width(int column) {
        var widest =
                rows.stream().mapToInt(row -> row.get(column).length()).max().orElse(0);
        return Math.max(3, Math.max(head.get(column).length(), widest));
    }
}
