/// What a Choice state does.
struct ChoiceDefinition: Hashable, Sendable {
    struct Branch: Hashable, Sendable {
        let rule: ChoiceRule
        let next: Int
    }

    let branches: [Branch]
    let otherwise: Int?
}
