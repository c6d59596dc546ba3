/// Finds what somebody may have meant who wrote a name that there is not.
package enum NearestName {
    /// Says that there is no such name, and which the nearest is.
    package static func refusal(of name: String, in names: [String]) -> String {
        let hint = nearest(to: name, in: names).map { "; did you mean \($0)?" } ?? "; --help lists them."
        return "\(name.printable) is no setting\(hint)"
    }

    /// The only name that ends in this one, or the name that takes the fewest changes of a character; nil where all are too
    /// far off to be meant.
    package static func nearest(to name: String, in names: [String]) -> String? {
        guard name.count <= 100 else { return nil }
        let end = name.drop { $0 == "-" }
        let longer = names.filter { known in ["-", ".", "_"].contains { known.hasSuffix($0 + end) } }
        if longer.count == 1 { return longer[0] }
        let distances = names.map { (name: $0, distance: distance(Array(name), Array($0))) }
        guard let best = distances.min(by: { $0.distance < $1.distance }) else { return nil }
        return best.distance <= max(3, name.count / 3) ? best.name : nil
    }

    /// Characters to insert, remove or replace (Levenshtein).
    private static func distance(_ first: [Character], _ second: [Character]) -> Int {
        var row = Array(0...second.count)
        for (i, character) in first.enumerated() {
            var diagonal = row[0]
            row[0] = i + 1
            for (j, other) in second.enumerated() {
                let replaced = diagonal + (character == other ? 0 : 1)
                diagonal = row[j + 1]
                row[j + 1] = min(replaced, diagonal + 1, row[j] + 1)
            }
        }
        return row[second.count]
    }
}
