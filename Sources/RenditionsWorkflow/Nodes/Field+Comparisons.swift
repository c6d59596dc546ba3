// Comparisons of fields with values and with each other.
extension Field {
    public static func == (field: Field, value: Value) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)Equals", value.operand)
    }

    public static func == <Wrapped: ConditionValue>(field: Field, value: Wrapped) -> Condition<Root>
    where Value == Wrapped? {
        .guarded(field, "\(Wrapped.operatorPrefix)Equals", value.operand)
    }

    public static func == (field: Field, other: Field) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)EqualsPath", .string(other.path))
    }

    public static func < (field: Field, value: Value) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)LessThan", value.operand)
    }

    public static func < <Wrapped: ConditionValue>(field: Field, value: Wrapped) -> Condition<Root>
    where Value == Wrapped? {
        .guarded(field, "\(Wrapped.operatorPrefix)LessThan", value.operand)
    }

    public static func < (field: Field, other: Field) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)LessThanPath", .string(other.path))
    }

    public static func > (field: Field, value: Value) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)GreaterThan", value.operand)
    }

    public static func > <Wrapped: ConditionValue>(field: Field, value: Wrapped) -> Condition<Root>
    where Value == Wrapped? {
        .guarded(field, "\(Wrapped.operatorPrefix)GreaterThan", value.operand)
    }

    public static func > (field: Field, other: Field) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)GreaterThanPath", .string(other.path))
    }

    public static func <= (field: Field, value: Value) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)LessThanEquals", value.operand)
    }

    public static func <= <Wrapped: ConditionValue>(field: Field, value: Wrapped) -> Condition<Root>
    where Value == Wrapped? {
        .guarded(field, "\(Wrapped.operatorPrefix)LessThanEquals", value.operand)
    }

    public static func <= (field: Field, other: Field) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)LessThanEqualsPath", .string(other.path))
    }

    public static func >= (field: Field, value: Value) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)GreaterThanEquals", value.operand)
    }

    public static func >= <Wrapped: ConditionValue>(field: Field, value: Wrapped) -> Condition<Root>
    where Value == Wrapped? {
        .guarded(field, "\(Wrapped.operatorPrefix)GreaterThanEquals", value.operand)
    }

    public static func >= (field: Field, other: Field) -> Condition<Root> where Value: ConditionValue {
        .test(field, "\(Value.operatorPrefix)GreaterThanEqualsPath", .string(other.path))
    }

    public static func != (field: Field, value: Value) -> Condition<Root> where Value: ConditionValue {
        !(field == value)
    }

    public static func == (field: Field, value: Bool) -> Condition<Root> where Value == Bool {
        .test(field, "BooleanEquals", .bool(value))
    }

    public static func == (field: Field, value: Value) -> Condition<Root>
    where Value: RawRepresentable, Value.RawValue: ConditionValue {
        .test(field, "\(Value.RawValue.operatorPrefix)Equals", value.rawValue.operand)
    }

    public static func != (field: Field, value: Value) -> Condition<Root>
    where Value: RawRepresentable, Value.RawValue: ConditionValue { !(field == value) }

    /// Whether a text fits a pattern, in which `*` stands for any characters.
    public func matches(_ pattern: String) -> Condition<Root> where Value == String {
        .test(self, "StringMatches", .string(pattern))
    }

    /// Whether the field is there and not `null`.
    public func isPresent<Wrapped>() -> Condition<Root> where Value == Wrapped? {
        .guarded(self, "IsNull", false)
    }

    /// Whether a text that may be missing is there and fits a pattern.
    public func matches(optional pattern: String) -> Condition<Root> where Value == String? {
        .guarded(self, "StringMatches", .string(pattern))
    }
}
