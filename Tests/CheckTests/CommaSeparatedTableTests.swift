import CorpusFiles
import Testing

@Suite struct CommaSeparatedTableTests {
    @Test(arguments: [
        ("a,b\n1,2\n", [["1", "2"]]),
        ("a,b\r\n1,2\r\n3,4", [["1", "2"], ["3", "4"]]),
        ("a,b\n\"1,1\",\"say \"\"2\"\"\"\n", [["1,1", "say \"2\""]]),
        ("a,b\n\"one\nline and\r\nanother\",2\n3,4\n", [["one\nline and\r\nanother", "2"], ["3", "4"]]),
        ("a,b\n\"\",\n", [["", ""]]),
        ("a,b\n1\n1,2,3\n", [["1"], ["1", "2", "3"]]),
        ("a,b\n", []),
    ])
    func fieldsMayHoldAnything(text: String, rows: [[String]]) {
        let table = CommaSeparatedTable(text)
        #expect(table.columns == ["a", "b"])
        #expect(table.rows == rows)
    }

    @Test func nothingHasNoColumns() {
        #expect(CommaSeparatedTable("").columns.isEmpty)
        #expect(CommaSeparatedTable("").rows.isEmpty)
    }
}
