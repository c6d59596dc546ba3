extension ExecutionPath.Progress {
    /// What a picture says of a node besides its colour: `failed · 2 retries`; nothing where it passed at once.
    var words: String {
        var words = state == .passed ? [] : [state.rawValue]
        if visits > 1 { words.append("\(visits) visits") }
        if retries > 0 { words.append(retries == 1 ? "1 retry" : "\(retries) retries") }
        return words.joined(separator: " · ")
    }
}
