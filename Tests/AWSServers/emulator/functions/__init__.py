"""Lambda: functions that moto keeps, carried out in processes."""
